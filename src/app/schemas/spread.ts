/**
 * The schema of a number over many seeds.
 */

import { z } from 'zod';

export const spread = z
  .object({ p50: z.number().nullable(), p95: z.number().nullable(), worst: z.number().nullable() })
  .describe('Over all seeds, by nearest rank. null: it never came to that, which counts as worse than any number.');
