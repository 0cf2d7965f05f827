import type { Language } from "./language.ts";

const en = {
  done: (file: string, tables: number, rows: number) => `Backup written to ${file}: ${tables} tables, ${rows} rows.`,
  withMedia: "The media files and the generated SECRET_KEY are in it: keep it as safe as the server itself.",
  withoutMedia: "Media kept in S3 and a SECRET_KEY given by the environment are not in it: keep your own copies.",
  restored: (tables: number, rows: number) => `Restored ${tables} tables, ${rows} rows.`,
  usage: "Which file? deno task restore <file>",
  noFile: (file: string) => `${file} is not there or cannot be read.`,
  notABackup: (file: string) => `${file} is not a backup of Mutirão.`,
  newer: (file: string, table: string) =>
    `${file} holds what this version of Mutirão does not know (${table}). Restore it with the version that made it, or a newer one.`,
  notEmpty: (table: string) =>
    `The database is not empty (${table} has rows). Restore only into a new DATA_DIR or an empty database.`,
  exists: (file: string) => `${file} already exists. Choose another name.`,
  nothing: (dir: string) => `There is no database in ${dir} to back up.`,
  tarFailed: (output: string) => `tar failed: ${output}`,
};

const pt: typeof en = {
  done: (file, tables, rows) => `Backup gravado em ${file}: ${tables} tabelas, ${rows} linhas.`,
  withMedia: "Ele contém as mídias e a SECRET_KEY gerada: guarde-o com o mesmo cuidado que o servidor.",
  withoutMedia:
    "Mídias guardadas no S3 e uma SECRET_KEY vinda do ambiente não estão nele: guarde suas próprias cópias.",
  restored: (tables, rows) => `Restauradas ${tables} tabelas, ${rows} linhas.`,
  usage: "Qual arquivo? deno task restore <arquivo>",
  noFile: (file) => `${file} não existe ou não pode ser lido.`,
  notABackup: (file) => `${file} não é um backup do Mutirão.`,
  newer: (file, table) =>
    `${file} contém algo que esta versão do Mutirão não conhece (${table}). Restaure com a versão que o criou ou uma mais nova.`,
  notEmpty: (table) =>
    `O banco não está vazio (${table} tem linhas). Restaure apenas em um DATA_DIR novo ou um banco vazio.`,
  exists: (file) => `${file} já existe. Escolha outro nome.`,
  nothing: (dir) => `Não há banco de dados em ${dir} para copiar.`,
  tarFailed: (output) => `o tar falhou: ${output}`,
};

export type BackupTexts = typeof en;
export const backupTexts: Record<Language, BackupTexts> = { "pt-BR": pt, en };
