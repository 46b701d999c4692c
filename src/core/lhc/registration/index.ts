export {
  emptyRegistration,
  hasRoom,
  type RegistrationEffect,
  type RegistrationInput,
  type RegistrationState,
  stepRegistration,
} from './registration.ts';
