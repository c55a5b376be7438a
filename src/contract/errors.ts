/** Errors cross every border as data: a code, a sentence for a person, and the field that it is about. */

export type ErrorCode =
  | 'invalidInput' | 'notFound' | 'conflict' | 'unsupported' | 'unreadable' | 'tooLarge' | 'busy' | 'cancelled'
  | 'newerDatabase' | 'notATrainyardFile' | 'damaged' | 'unauthorised' | 'disconnected' | 'internal';

export interface ErrorData {
  code: ErrorCode;
  /** names what, where and the way out; no stack, no path of this machine that the person did not give */
  message: string;
  /** path of the input field, for example `network.0.units` */
  field?: string;
}

/** The one error class that is allowed to reach a person. Anything else becomes `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string, field?: string) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.field = field;
  }

  toData(): ErrorData {
    return this.field === undefined ? { code: this.code, message: this.message } : { code: this.code, message: this.message, field: this.field };
  }

  static fromData(data: ErrorData): AppError {
    return new AppError(data.code, data.message, data.field);
  }
}
