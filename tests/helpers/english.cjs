/** Before every test file: the page speaks English, with all its sentences there. */
module.exports = () => require('../../web/chat/dictionary.ts').loadRest()
