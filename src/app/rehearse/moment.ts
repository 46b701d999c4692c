/**
 * A moment of a rehearsal: a line of its time line.
 */

export interface Moment {
  readonly atMs: number;
  /** `limit`: no machine left, or a broker that takes no more. `targets`: they go on; `frozen`: nobody may have them. */
  readonly kind:
    | 'fault'
    | 'state'
    | 'election'
    | 'broker'
    | 'machines'
    | 'refused'
    | 'limit'
    | 'law'
    | 'condition'
    | 'targets'
    | 'frozen'
    | 'end';
  /** null for the whole site. */
  readonly zone: string | null;
  readonly text: string;
}
