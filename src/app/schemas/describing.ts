/**
 * What ties a schema to the interface of the result that it describes: the compiler refuses a schema that says less, more or other
 * than the interface, down to optional keys.
 *
 * Objects are neither strict nor loose: published schemas allow keys that are added later, and the tests make strict ones of the same.
 */

import { z } from 'zod';

/** `describing<StatusDocument>()(z.object({ … }))` is the schema, where it is one of exactly that type. */
export function describing<Result>() {
  return <Schema extends z.ZodType>(
    schema: Schema & (Identical<z.output<Schema>, Result> extends true ? unknown : TypesDiffer<Schema, Result>),
  ): z.ZodType => schema;
}

/** What the compiler shows where they differ. */
interface TypesDiffer<Schema extends z.ZodType, Result> {
  readonly ofSchema: Plain<z.output<Schema>>;
  readonly ofResult: Plain<Result>;
}

/** Identical as types: assignability alone would let an optional key be forgotten. */
type Identical<A, B> = (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;

/** A type without what does not matter in JSON: who may write, and how it was put together. */
type Plain<T> = T extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Plain<T[Key]> }
    : T;

/** The number of the format, as the first key of every result. */
export function format<Name extends string>(name: Name) {
  return z.literal(`holdover.${name}/1` as const).describe('The name and the number of this format.');
}

/** A moment: RFC 3339, UTC, with milliseconds. */
export function instant() {
  return z.string().meta({ format: 'date-time' });
}

/** How many. */
export function count() {
  return z.int().min(0);
}

/** A length of time in seconds, with fractions. */
export function seconds() {
  return z.number().min(0);
}

/** Names of zones, connectors or other things. */
export function names() {
  return z.array(z.string());
}

/** What most results begin with: the site, and its time. */
export const site = () => z.string().describe('The name of the site.');
export const at = () => instant().describe('World time.');
export const changed = () => z.boolean().describe('Whether anything is different now.');

/** What came of a change beside its own result. */
export const outcome = {
  dryRun: z.exactOptional(z.literal(true)).describe('With --dry-run: nothing was written.'),
  settled: z.exactOptional(z.boolean()).describe('With --wait: whether the site settled in time.'),
  waitedSec: z.exactOptional(seconds()).describe('With --wait: how much world time passed.'),
};
