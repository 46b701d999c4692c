/**
 * The version of the model: it is raised with every change that makes a journal fold into another world.
 *
 * Checkpoints of another version are not used; a document says which version last wrote it.
 */
export const MODEL_VERSION = '4';
