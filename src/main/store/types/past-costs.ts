export interface PastCost {
  parameters: number;
  epochs: number;
  seconds: number;
  snapshotBytes: number;
  snapshotBudget: number;
  batchSize: number;
  trainRows: number;
  validationRows: number;
}
