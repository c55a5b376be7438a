import protobuf from 'protobufjs';

/**
 * The part of TensorFlow's `event.proto` and `summary.proto` that scalars and weight histograms need.
 * Names and numbers are the official ones: github.com/tensorflow/tensorboard, tensorboard/compat/proto.
 */
const { root } = protobuf.parse(`
  syntax = "proto3";
  package tensorboard;
  message Event {
    double wall_time = 1;
    int64 step = 2;
    oneof what { string file_version = 3; Summary summary = 5; }
  }
  message Summary { repeated Value value = 1; }
  message Value {
    string tag = 1;
    Metadata metadata = 9;
    oneof value { float simple_value = 2; Histogram histo = 5; Tensor tensor = 8; }
  }
  message Metadata { PluginData plugin_data = 1; }
  message PluginData { string plugin_name = 1; }
  message Histogram {
    double min = 1; double max = 2; double num = 3; double sum = 4; double sum_squares = 5;
    repeated double bucket_limit = 6 [packed = true];
    repeated double bucket = 7 [packed = true];
  }
  message Tensor {
    int32 dtype = 1;
    bytes tensor_content = 4;
    repeated float float_val = 5 [packed = true];
    repeated double double_val = 6 [packed = true];
  }
`, { keepCase: false });

export const eventType = root.lookupType('tensorboard.Event');

export interface HistogramMessage {
  min: number;
  max: number;
  num: number;
  sum: number;
  sumSquares: number;
  bucketLimit: number[];
  bucket: number[];
}

export interface TensorMessage {
  dtype?: number;
  tensorContent?: Uint8Array;
  floatVal?: number[];
  doubleVal?: number[];
}

export interface ValueMessage {
  tag: string;
  simpleValue?: number;
  histo?: HistogramMessage;
  tensor?: TensorMessage;
}

export interface EventMessage {
  /** seconds since 1970 */
  wallTime: number;
  step: number;
  fileVersion?: string;
  summary?: { value: ValueMessage[] };
}
