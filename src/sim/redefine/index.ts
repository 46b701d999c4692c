export { redefine } from './redefine.ts';
