/**
 * Explains a vDisk: whether targets go on with it when a server is gone, and which servers have what of each version.
 *
 * Not here: how copies are compared (core/pvs/inventory).
 */

import { targetsOfVdisk } from '../farm-numbers.ts';
