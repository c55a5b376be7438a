/** A spec, data or state that the network core cannot work with. */
export class NetworkError extends Error {
  /** path of the field in the run config, for example `network.2.units` */
  readonly field: string;

  constructor(message: string, field: string) {
    super(message);
    this.name = 'NetworkError';
    this.field = field;
  }
}
