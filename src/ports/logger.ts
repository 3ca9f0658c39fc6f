/** The part of pino (and of `console`) that is used: an object of values, then a message. */
export interface Logger {
  debug(values: object, message: string): void;
  info(values: object, message: string): void;
  warn(values: object, message: string): void;
  error(values: object, message: string): void;
}
