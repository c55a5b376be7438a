/** ONNX Runtime is an optional dependency: where its package could not be installed, tests that need it are skipped. */
export const onnxRuntime = await import('onnxruntime-node').catch(() => null);
