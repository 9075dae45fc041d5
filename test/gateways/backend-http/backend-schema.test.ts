import { describe, expect, it } from 'vitest';
import { backendAt, html, json, loopback } from './loopback.ts';

const table = { table: 'instances', name: 'instances', expected: 'a table', actual: 'a table', state: 'ok', breaks: [] };
const index = {
  table: 'instances',
  name: 'idx_instances_zombie_termination',
  expected: 'instance_status',
  actual: null,
  state: 'missing',
  breaks: [],
};
const column = {
  table: 'instances',
  name: 'termination_attempted_at',
  expected: 'timestamp null',
  actual: null,
  state: 'missing',
  breaks: ['instances-to-terminate'],
};

describe('the schema as the backend sees it', () => {
  it('is unknown where the backend has no such endpoint', async () => {
    const { url, requests } = await loopback(html('404 Not Found', 404));

    expect(await backendAt(url).schema()).toBeNull();
    expect(requests).toMatchObject([{ method: 'GET', url: '/api/health/database-schema' }]);
  });

  it('is complete', async () => {
    const { url } = await loopback(json({ status: 'ok', tables: [table], columns: [], indexes: [] }));

    expect(await backendAt(url).schema()).toEqual({ source: 'backend', rows: [{ kind: 'table', ...table }] });
  });

  it('lacks what a 500 of the contract names', async () => {
    const error = 'missing: instances.termination_attempted_at, instances.idx_instances_zombie_termination';
    const { url } = await loopback(json({ status: 'incomplete', error, tables: [table], columns: [column], indexes: [index] }, 500));

    expect(await backendAt(url).schema()).toEqual({
      source: 'backend',
      rows: [
        { kind: 'table', ...table },
        { kind: 'column', ...column },
        { kind: 'index', ...index },
      ],
    });
  });

  it.each([
    {
      what: 'an error of the database',
      answer: json({ error: '2013 (HY000): Lost connection to MySQL server during query' }, 500),
      code: 'BACKEND_DATABASE',
    },
    { what: 'an empty connection pool', answer: html('500 Internal Server Error', 500), code: 'BACKEND_FAILED' },
    { what: 'an answer of another shape', answer: json({ status: 'ok' }), code: 'BACKEND_SHAPE' },
    { what: 'an inactive client', answer: json({ error: 'Client account is not active' }, 403), code: 'CLIENT_INACTIVE' },
  ])('is not known after $what', async ({ answer, code }) => {
    const { url } = await loopback(answer);

    await expect(backendAt(url).schema()).rejects.toMatchObject({ code });
  });
});
