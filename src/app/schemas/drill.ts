/**
 * The schemas of what the `drill` commands print.
 *
 * Not here: the drill file (../drill/file/drill-schema.ts).
 */

import { z } from 'zod';
import { DANGERS, PARAM_TYPES } from '../../core/drill/index.ts';
import type { DrillExportResult } from '../drill/report.ts';
import type { DrillValidateResult } from '../drill/validate.ts';
import { count, describing, format } from './describing.ts';

const file = z.string().describe('The drill file.');
const title = z.string().nullable().describe('A sentence for people; null without one.');

export const drillValidate = describing<DrillValidateResult>()(
  z.object({
    schema: format('drill-validate'),
    valid: z.literal(true),
    drills: z
      .array(
        z.object({
          file,
          name: z.string().describe('The name of the drill.'),
          title,
          steps: count().describe('How many there are.'),
          danger: z.enum(DANGERS).describe('The worst of its steps.'),
          params: z.array(
            z.object({
              name: z.string(),
              type: z.enum(PARAM_TYPES),
              required: z.boolean().describe('Whether it has to be given.'),
              default: z.string().nullable().describe('What it is where it is not given; null for none.'),
              title,
            }),
          ),
        }),
      )
      .describe('In the order in which they were named.'),
  }),
);

export const drillExport = describing<DrillExportResult>()(
  z.object({
    schema: format('drill-export'),
    drill: z.string().describe('The name of the drill.'),
    format: z.literal('markdown'),
    text: z.string().describe('The runbook.'),
  }),
);
