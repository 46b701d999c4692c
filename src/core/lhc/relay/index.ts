export { componentOf, type RequestKind, type Route, routeOf } from './relay.ts';
