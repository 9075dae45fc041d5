/** A database on MySQL or MariaDB. */
export interface MysqlTarget {
  readonly kind: 'mysql';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** `ca` is PEM text. */
  readonly tls:
    | { readonly mode: 'off' }
    | { readonly mode: 'encrypted' }
    | { readonly mode: 'verified'; readonly ca: string | null; readonly checksName: boolean };
}
