import { elementTypes, type AttributeMessage, type ElementType, type NodeMessage, type TensorMessage, type ValueInfoMessage } from './schema.ts';

type AttributeValue = { float: number } | { int: number } | { ints: number[] } | { strings: string[] };

export interface Value {
  name: string;
  type: ElementType;
  /** columns; rows are the dynamic batch. 0: one value a row, without a second dimension */
  columns: number;
}

export const mlDomain = 'ai.onnx.ml';

/** Gathers nodes and constants of a graph. No name that it makes up is among those that are `taken`, such as columns. */
export function createGraphBuilder(taken: ReadonlySet<string>) {
  const nodes: NodeMessage[] = [];
  const initializers: TensorMessage[] = [];
  let count = 0;
  const fresh = (hint: string): string => {
    const name = `${hint}_${count++}`;
    return taken.has(name) ? fresh(hint) : name;
  };

  const constant = (hint: string, dims: number[], dataType: ElementType, data: Pick<TensorMessage, 'rawData' | 'stringData'>): string => {
    const name = fresh(hint);
    initializers.push({ name, dims, dataType: elementTypes[dataType], ...data });
    return name;
  };

  return {
    nodes,
    initializers,
    /** the name itself where no column has it */
    outputName: (name: string) => (taken.has(name) ? fresh(name) : name),
    floats: (hint: string, dims: number[], values: Float32Array) => constant(hint, dims, 'float', { rawData: bytesOf(values) }),
    doubles: (hint: string, values: number[]) => constant(hint, [1, values.length], 'double', { rawData: bytesOf(Float64Array.from(values)) }),
    int64s: (hint: string, values: number[]) => constant(hint, [1, values.length], 'int64', { rawData: bytesOf(BigInt64Array.from(values, BigInt)) }),
    strings: (hint: string, values: string[]) => constant(hint, [values.length], 'string', { stringData: values.map((text) => Buffer.from(text)) }),
    /** Adds a node and returns the name of its one output. */
    node(opType: string, input: string[], attributes: Record<string, AttributeValue> = {}, { output = fresh(opType), domain = '' } = {}): string {
      nodes.push({ name: fresh(opType), opType, domain, input, output: [output], attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)) });
      return output;
    },
  };
}

export type GraphBuilder = ReturnType<typeof createGraphBuilder>;

/** `AttributeProto.AttributeType` */
function attribute(name: string, value: AttributeValue): AttributeMessage {
  if ('float' in value) return { name, type: 1, f: value.float };
  if ('int' in value) return { name, type: 2, i: value.int };
  if ('ints' in value) return { name, type: 7, ints: value.ints };
  return { name, type: 8, strings: value.strings.map((text) => Buffer.from(text)) };
}

/** ONNX is little-endian, as is every machine that Node runs on. */
const bytesOf = (values: Float32Array | Float64Array | BigInt64Array): Uint8Array =>
  new Uint8Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));

export function valueInfo({ name, type, columns }: Value): ValueInfoMessage {
  const dim = columns === 0 ? [{ dimParam: 'rows' }] : [{ dimParam: 'rows' }, { dimValue: columns }];
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } };
}
