import { randomBytes } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';

interface Command {
  readonly input: { readonly NumberOfBytes?: number; readonly CiphertextBlob?: Uint8Array };
}

/** KMS with one symmetric key: what it encrypted it opens, and nothing else. Counts its calls by name. */
export class FakeKms {
  readonly #keys = new Map<string, Buffer>();
  readonly calls: string[] = [];
  /** Makes the next call throw an error of this name. */
  failing: string | undefined;

  readonly client = {
    send: async (command: Command) => {
      const { name } = command.constructor;
      this.calls.push(name);
      const { failing } = this;
      this.failing = undefined;
      if (failing) throw Object.assign(new Error(`raw text of ${failing}`), { name: failing });
      return name === 'DecryptCommand' ? this.#open(command.input) : this.#make(command.input);
    },
  } as unknown as KMSClient;

  #make({ NumberOfBytes = 0 }: Command['input']) {
    const CiphertextBlob = randomBytes(40);
    const Plaintext = randomBytes(NumberOfBytes);
    this.#keys.set(CiphertextBlob.toString('base64'), Plaintext);
    return { CiphertextBlob, Plaintext };
  }

  #open({ CiphertextBlob }: Command['input']) {
    const Plaintext = this.#keys.get(Buffer.from(CiphertextBlob ?? []).toString('base64'));
    if (Plaintext === undefined) throw Object.assign(new Error('raw text'), { name: 'InvalidCiphertextException' });
    return { Plaintext };
  }
}
