/** Somebody, by the word of an external provider whose ID token was right. */
export interface ExternalIdentity {
  readonly authType: string;
  /** The provider's own id of her, `sub`; it never changes, as addresses do. */
  readonly externalId: string;
  /** Canonical; undefined where the provider knows none, or has not verified it. */
  readonly email: string | undefined;
  /** As the provider has it, where that is one line of text. */
  readonly name: string | undefined;
}
