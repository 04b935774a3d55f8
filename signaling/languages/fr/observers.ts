/** Who can do what, and who cannot, in French. */
import type { Words } from '../shape.ts'

const anybody = (cannot: string) => ({
  who: 'Toute autre personne',
  can: 'Voir cette page, et combien de personnes sont là, par pas de 8',
  cannot,
})

export const observers: Words['observers'] = {
  stranger: {
    who: 'L’autre personne',
    can: 'Voir et garder ce que tu montres, dis et écris ; voir ton adresse réseau, sauf si tu la caches',
    cannot:
      'Voir ton adresse quand tu la caches ; apprendre un numéro ou un nom pour te reconnaître ; faire faire quoi que ce soit à ta page',
  },
  operator: {
    who: 'Qui gère ce serveur',
    can: 'Voir les adresses tant que les gens sont en ligne, les compter, et exclure des réseaux ; te servir une autre page que celle de ce projet',
    cannot:
      'Lire, entendre ou voir une conversation sans être remarqué : comparez les symboles, et un intermédiaire caché se voit ; retrouver plus tard qui a rencontré qui, tant que tourne ici le serveur de ce projet : un autre pourrait en garder trace, et personne ne le verrait',
  },
  stun: {
    who: 'Le serveur STUN, qui dit aux navigateurs quelle est leur adresse publique',
    can: 'Voir ton adresse réseau, et quand tu cherches, sauf si tu la caches ; en déduire qui utilise ce site',
    cannot: 'Voir qui tu rencontres, ni rien d’un appel : rien de cela ne passe par là',
  },
  relay: {
    who: 'Le relais',
    can: 'Voir les adresses des deux, quand, et combien',
    cannot: 'Voir ce que c’est : il transmet ce que vos navigateurs ont scellé',
  },
  ads: {
    who: 'Le réseau publicitaire, une fois que tu as accepté de voir sa publicité',
    can: 'Voir ton adresse réseau, quel navigateur tu utilises, et que tu visites ce site ; exécuter son propre script dans un cadre fermé, où aucun navigateur ne l’empêche encore d’utiliser WebRTC pour apprendre d’autres de tes adresses ; ouvrir une page quand tu cliques dessus',
    cannot:
      'Atteindre la page autour, une conversation, la caméra, le micro, l’écran, la position, ou quoi que ce soit d’enregistré ; être là pendant une recherche ou un appel ; apprendre quoi que ce soit avant que tu acceptes',
  },
  network: {
    who: 'Ton réseau, ou un VPN',
    can: 'Voir que tu utilises ce site, et qu’un appel a lieu ; dans un appel direct aussi l’adresse de l’autre personne, quand, et combien',
    cannot: 'En lire quoi que ce soit',
  },
  disk: {
    who: 'Qui s’empare du disque du serveur',
    can: 'Trouver les réseaux exclus en ce moment et, à force d’essais, ceux des 90 derniers jours, si la clé était à côté ; trouver ce que les opérateurs ont fait',
    cannot:
      'Trouver l’adresse de quelque autre visiteur que ce soit, une conversation, ou qui a rencontré qui : cela n’y a jamais été',
  },
  anybody: anybody(
    'Apprendre que tu es là : ce site ne le dit à personne, et ne charge rien d’ailleurs',
  ),
  anybodyAds: anybody(
    'Apprendre que tu es là : ce site ne le dit à personne, et ne charge rien d’ailleurs avant que tu acceptes une publicité',
  ),
  anybodyHelped: anybody(
    'Apprendre que tu es là : ce site ne le dit à personne sauf aux serveurs nommés ici, et ne charge rien d’ailleurs',
  ),
  anybodyHelpedAds: anybody(
    'Apprendre que tu es là : ce site ne le dit à personne sauf aux serveurs nommés ici, et ne charge rien d’ailleurs avant que tu acceptes une publicité',
  ),
}
