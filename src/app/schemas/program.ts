/**
 * The schemas of what the program says about itself: help, version, doctor, schemas, errors.
 */

import { z } from 'zod';
import type { DoctorResult } from '../doctor.ts';
import type { AutocompleteResult, ErrorResult, HelpResult, SchemasResult, VersionResult } from '../program-result.ts';
import { describing, format } from './describing.ts';

const grade = z.enum(['ok', 'warn', 'fail']);

export const doctor = describing<DoctorResult>()(
  z.object({
    schema: format('doctor'),
    result: grade.describe('As bad as the worst check.'),
    version: z.string().describe('The version of holdover.'),
    checks: z.array(
      z.object({
        name: z.string(),
        result: grade,
        message: z.string(),
        fix: z.string().nullable().describe('What to do about it; null when it is well.'),
      }),
    ),
  }),
);

export const schemas = describing<SchemasResult>()(
  z.object({
    schema: format('schemas'),
    schemas: z.array(z.object({ name: z.string(), describes: z.string() })),
  }),
);

export const autocomplete = describing<AutocompleteResult>()(
  z.object({
    schema: format('autocomplete'),
    shell: z.string(),
    script: z.string().describe('What the shell has to read.'),
  }),
);

export const help = describing<HelpResult>()(
  z.object({
    schema: format('help'),
    subject: z.string().describe('The command, topic or page; empty for the help of all.'),
    text: z.string(),
  }),
);

export const version = describing<VersionResult>()(z.object({ schema: format('version'), version: z.string() }));

const problem = z.object({
  code: z.string(),
  message: z.string(),
  file: z.exactOptional(z.string()),
  line: z.exactOptional(z.int().min(1)),
  column: z.exactOptional(z.int().min(1)),
  object: z.exactOptional(z.string()).describe('What the problem is about.'),
});

export const error = describing<ErrorResult>()(
  z.object({
    schema: format('error'),
    error: z.object({
      code: z.string().describe('A stable word for scripts: ZONE_UNKNOWN.'),
      message: z.string(),
      why: z.exactOptional(z.string()),
      hints: z.array(z.string()).describe('Commands to paste.'),
      problems: z
        .exactOptional(z.array(problem))
        .describe('One entry for each thing that is wrong, where there can be several.'),
      exit: z.int().min(1).max(255).describe('The exit code of the process.'),
    }),
  }),
);
