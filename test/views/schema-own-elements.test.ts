import { expect, test } from 'vitest';

import { compareOwnElements } from '../../src/domain/schema/own-elements.ts';
import { compareSchema } from '../../src/domain/schema/compare-schema.ts';
import { schemaStatusText } from '../../src/views/schema-status.ts';
import { spelledSchema } from '../domain/schema/spelled-schema.ts';
import { screen } from '../support/screen.ts';

const schema = spelledSchema('mariadb');
const shown = (own: ReturnType<typeof compareOwnElements>) =>
  schemaStatusText({ isSeen: true, server: null, comparison: compareSchema(schema, 'database'), own }, screen());

test('a database that the Python backend made is said to lack nothing, and what serving it would add', () => {
  const text = shown(compareOwnElements(schema));

  expect(text).toContain('keeps 7 more');
  expect(text).toContain('spotctl backend serve --adopt');
});

test('an adoption that was cut off is named piece by piece', () => {
  const own = compareOwnElements(schema).map((row) => ({ ...row, isThere: row.kind === 'column' }));

  const text = shown(own).replaceAll('\n', ' ');

  expect(text).toContain(
    'not there: instances.uk_instances_primary_of, instances.idx_instances_agent_status, replica_instances.idx_replica_instance.',
  );
});

test('a database that was adopted holds all of it', () => {
  const own = compareOwnElements(schema).map((row) => ({ ...row, isThere: true }));

  expect(shown(own)).toContain('What spotctl’s own backend keeps beside them is there too.');
});
