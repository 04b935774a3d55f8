/** Which files can run when they are opened, told by the ending of their name. Pure. */

const PROGRAMS = new Set(
  [
    'bat bin cmd com cpl csh dll exe gadget hta inf jse lnk msc ocx pif pl ps1 ps1xml psc1 psd1 psm1 py',
    'pyc pyw pyz rb reg run scf scr sct sh shb shs swf sys vb vbe vbs vbscript ws wsc wsf wsh xbap',
    // Installers, packages and add-ons.
    'aab apk apkm apks app appimage application appinstaller appx appxbundle crx deb dmg flatpak',
    'flatpakref ipa jar jnlp mpkg msi msix msixbundle msp mst msu pkg rpm snap vsix xapk xpi',
    // Discs and archives that systems open as folders of their own.
    'cab diagcab diagpkg img iso udf vhd vhdx wim',
    // What points elsewhere, or sets up the device.
    'appref-ms desktop fileloc inetloc library-ms mobileconfig rdp search-ms settingcontent-ms',
    'searchconnector-ms theme themepack deskthemepack url webloc website',
    // Macs.
    'action command kext prefpane scpt scptd terminal tool workflow',
    // Pages and drawings with scripts, and help.
    'chm hlp htm html js mht mhtml mjs shtml svg svgz xht xhtml xsl xslt',
    // Office with macros, or with files inside that open by themselves.
    'accdb accde docm dotm iqy mdb mde one onepkg potm ppam ppsm pptm sldm slk xlam xll xlsb xlsm xltm',
  ]
    .join(' ')
    .split(' '),
)

/** Trailing dots and blanks are dropped by some systems, and what stands before them counts. */
export function isProgram(name: string): boolean {
  const ending = /\.([^.]*)$/.exec(name.replace(/[.\s]+$/, ''))?.[1] ?? ''
  return PROGRAMS.has(ending.toLowerCase())
}
