// Loaded into a process of spotctl before it starts: ends it as kill -9 does, before or after the commit of that number of its journal.
import { appendFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const { DIE_AT = '', COMMITS_TOLD_TO } = process.env;
const [moment, number] = DIE_AT.split(' ');
const { value: exec } = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'exec');
let commits = 0;

DatabaseSync.prototype.exec = function execute(sql) {
  if (sql !== 'COMMIT') {
    exec.call(this, sql);
    return;
  }
  commits += 1;
  if (COMMITS_TOLD_TO !== undefined) appendFileSync(COMMITS_TOLD_TO, '.');
  const isDue = commits === Number(number);
  if (isDue && moment === 'before') process.kill(process.pid, 'SIGKILL');
  exec.call(this, sql);
  if (isDue && moment === 'after') process.kill(process.pid, 'SIGKILL');
};
