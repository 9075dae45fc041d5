import { awsAnswerIncomplete } from './aws-failure.ts';

type NextPage = { readonly NextToken?: string };

/** Every page of an answer. EC2 ends a list with no token or with an empty one. */
export async function* answerPages<Page extends { readonly NextToken?: string | undefined }>(
  call: { readonly action: string; readonly region: string },
  fetchPage: (page: NextPage) => Promise<Page>,
): AsyncGenerator<Page> {
  let page = await fetchPage({});
  yield page;
  while (page.NextToken !== undefined && page.NextToken !== '') {
    const token = page.NextToken;
    page = await fetchPage({ NextToken: token });
    if (page.NextToken === token) throw awsAnswerIncomplete(call, 'a token for the page after this one');
    yield page;
  }
}

/** EC2 takes 200 values a filter; smaller requests answer sooner. */
const VALUES_PER_REQUEST = 100;

/** The distinct values, in portions that one request may carry. */
export function chunksOf(values: readonly string[]): readonly (readonly string[])[] {
  const unique = [...new Set(values)];
  return Array.from({ length: Math.ceil(unique.length / VALUES_PER_REQUEST) }, (_, chunk) =>
    unique.slice(chunk * VALUES_PER_REQUEST, (chunk + 1) * VALUES_PER_REQUEST),
  );
}
