import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pythonEnvironment } from '../../../local/emulator/python-environment.ts';
import { foldersAt } from '../../../local/system/folders.ts';
import { scratchFolder } from './empty-handler.ts';

// The emulator's own environment has `cryptography`; Node can make keys, but no certificates.
const script = `
import datetime, ipaddress, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "rollcall-bench")])
now = datetime.datetime.now(datetime.timezone.utc)
day = datetime.timedelta(days=1)
host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - day).not_valid_after(now + day)
builder = builder.add_extension(host, False).add_extension(x509.BasicConstraints(True, None), True)
certificate = builder.sign(key, hashes.SHA256())
pem = serialization.Encoding.PEM
open(sys.argv[1], "wb").write(certificate.public_bytes(pem))
open(sys.argv[2], "wb").write(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
`;

export interface Certificate {
  /** The file that a client has to trust. */
  readonly file: string;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** A certificate for 127.0.0.1 that signs itself, for a day. */
export async function makeCertificate(): Promise<Certificate> {
  const python = await pythonEnvironment({ log: foldersAt(scratchFolder()).pythonLog });
  const file = path.join(scratchFolder(), 'certificate.pem');
  const keyFile = path.join(scratchFolder(), 'key.pem');
  execFileSync(python, ['-c', script, file, keyFile]);
  return { file, cert: readFileSync(file), key: readFileSync(keyFile) };
}
