import * as z from 'zod/mini';
import { metadata } from '../../contracts/events/define-event.ts';
import { catalogue, EVENT_SOURCE } from '../../contracts/events/index.ts';
import {
  assignRolesInput,
  createUserInput,
  deferRolesInput,
  recordRollbackFailureInput,
  registerUserInput,
  reserveRegistrationInput,
  rollBackUserInput,
} from '../../contracts/registration.ts';
import { personalData } from '../../contracts/stored.ts';
import { type JsonSchema, plain } from './json-schema.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

export const eventName = ({ type, version }: { type: string; version: number }) => `${type}.v${version}`;

/** A schema with its marks of personal data, open to the fields that a later version adds. */
export const publishedSchema = (schema: z.ZodMiniType): JsonSchema =>
  plain(
    z.toJSONSchema(schema, {
      metadata: personalData as never,
      override: ({ jsonSchema }) => {
        if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      },
    }),
  );

const detailSchema = (data: z.ZodMiniType): JsonSchema => ({
  type: 'object',
  properties: { metadata: { $ref: '#/$defs/Metadata' }, data: publishedSchema(data) },
  required: ['metadata', 'data'],
});

/** docs/events.schema.json: the detail of every event version, by name and version. */
export const eventsSchema = (): JsonSchema => ({
  $schema: DIALECT,
  title: `Events with source ${EVENT_SOURCE}, by detail-type and version`,
  $defs: {
    Metadata: publishedSchema(metadata),
    ...Object.fromEntries(catalogue.map((event) => [eventName(event), detailSchema(event.data)])),
  },
});

const payloads = {
  RegisterUser: registerUserInput,
  ReserveRegistration: reserveRegistrationInput,
  CreateUser: createUserInput,
  AssignRoles: assignRolesInput,
  DeferRoles: deferRolesInput,
  RollBackUser: rollBackUserInput,
  RecordRollbackFailure: recordRollbackFailureInput,
};

/** docs/workflow.schema.json: the input of the register-user workflow and of its tasks, before it is parsed. */
export const workflowSchema = (): JsonSchema => ({
  $schema: DIALECT,
  title: 'The input of the register-user workflow and of its tasks',
  $defs: Object.fromEntries(
    Object.entries(payloads).map(([name, schema]) => [
      name,
      plain(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', metadata: personalData as never })),
    ]),
  ),
});
