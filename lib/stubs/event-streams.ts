/**
 * Replaces @smithy/core/event-streams in every bundle (lib/bundle.ts). The SDK loads it on demand for streaming
 * operations (Kinesis, Transcribe, ...), of which no handler calls one.
 */
const absent = (): never => {
  throw new Error('event streams are left out of the bundles; see lib/stubs/event-streams.ts');
};

export const EventStreamSerde = absent;
export const eventStreamSerdeProvider = absent;
