export { instrument, type InstrumentOptions } from "./otel/instrument.ts";
