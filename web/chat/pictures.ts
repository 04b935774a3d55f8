/** Pictures, on their way out and in. */

/** @throws when it is no picture */
export async function openPicture(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file)
  picture.close()
  return file
}
