import { z } from 'zod';

const viewKinds = ['runs', 'compare'] as const;
export type ViewKind = (typeof viewKinds)[number];

const largestContent = 200_000;

/** A view that a person keeps under a name; what `content` means is its kind's business, and small. */
export const viewToSave = z.strictObject({
  /** leaves the view's id as it is; a new view gets one where it is left out */
  id: z.string().min(1).max(100).optional(),
  kind: z.enum(viewKinds),
  name: z.string().trim().min(1, 'a view needs a name').max(200),
  content: z.record(z.string().max(100), z.json()).refine((content) => JSON.stringify(content).length <= largestContent, 'is too large for a view'),
});

export interface SavedView {
  id: string;
  kind: ViewKind;
  name: string;
  content: Record<string, unknown>;
  /** milliseconds since 1970 */
  createdAt: number;
  changedAt: number;
}
