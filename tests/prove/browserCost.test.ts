import { memoryOf, processorOf, shareOf, treeOf } from './browserCost.ts'

/** No kernel gives a process so high a number. */
const NOBODY = 2 ** 30
/** The first thread of the kernel has no memory of its own. */
const KERNEL = 2

it('what processes cost is read, and never taken for nothing', () => {
  const tree = treeOf(process.pid)
  for (const read of [memoryOf, shareOf, processorOf]) {
    expect(read(tree)).toBeGreaterThan(0)
    // One that has ended meanwhile changes nothing.
    expect(read([...tree, NOBODY])).toBeGreaterThan(0)
    expect(() => read([NOBODY])).toThrow('could be read')
    expect(() => read([])).toThrow('could be read')
  }
  expect(() => memoryOf([process.pid, KERNEL])).toThrow('says nothing of RssAnon')
})
