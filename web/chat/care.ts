/** Which files can run when they are opened, told by the ending of their name. Pure. */

const PROGRAMS = new Set(
  [
    'apk app appimage application appx bat bin cmd com command cpl csh deb desktop dll dmg exe gadget',
    'hta htm html img inf iso jar js jse lnk mht mhtml mjs msc msi msix msp mst ocx pif pkg pl ps1 psm1',
    'py pyw rb reg rpm run scf scr sct sh shb shs svg swf sys terminal url vb vbe vbs vhd vhdx workflow',
    'ws wsc wsf wsh xht xhtml xll docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm',
  ]
    .join(' ')
    .split(' '),
)

/** Trailing dots and blanks are dropped by some systems, and what stands before them counts. */
export function isProgram(name: string): boolean {
  const ending = /\.([^.]*)$/.exec(name.replace(/[.\s]+$/, ''))?.[1] ?? ''
  return PROGRAMS.has(ending.toLowerCase())
}
