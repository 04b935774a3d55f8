/** What every screen is drawn with, in the order in which it counts. */
import './styles/tokens.css'
import './styles/base.css'
import './styles/start.css'
import './styles/call.css'
import './styles/chat.css'
import './styles/phone.css'
import './styles/again.css'
import './styles/forced.css'
