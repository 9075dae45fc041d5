/** The bytes are no XML document that has ended, or not one of the planned shape. */
export class UnreadableXml extends Error {
  override readonly name = 'UnreadableXml';
}
