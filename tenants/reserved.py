"""Labels that no blog may have: what belongs to a platform, and what would be taken for it."""

from __future__ import annotations

_WORDS = """
    about abuse access account accounts activate activity ad admin administrator administration
    ads advert advertising affiliate affiliates alert alerts analytics android announce
    announcements answers anonymous api apis app apple apply apps archive archives asset assets
    atom auth authenticate authentication authorize autoconfig autodiscover avatar avatars
    backend backoffice backup backups bank banking beta billing blog blogs board bot bots
    broadcasthost bug bugs business buy
    cache calendar callback campaign captcha careers cart cdn certificate chat check checkout
    citus client clients cloud cname cms code comment comments community company compare config
    connect console contact content contributor control cookie cookies copyright corp cpanel
    create cron css customer customers
    dashboard data database db debug default delete demo deploy desktop dev devel developer
    developers devstack digest direct directory discover dmarc dkim dns docs documentation
    domain domains donate download downloads
    edit editor edge email embed employee employees enterprise error errors event events
    everyone example exchange explore export
    faq faqs favicon feed feedback feeds file files finance firewall fleet follow font fonts
    forgot form forms forum forums ftp
    gateway git github gitlab go google grafana graphql group groups guest guide guides
    handoff headquarters health healthcheck healthz help helpdesk helpme home homepage host
    hosting hostmaster hosts hr html http https
    icon icons identity image images imap img imprint impersonate import inbox index info
    inkstead internal intranet invite invites invoice invoices ios ip ipv4 ipv6 irc isatap issue
    issues it item
    javascript job jobs join journal js json
    kit keys knowledge kubernetes
    lab labs ldap legal letter letters library license licence link links list lists live
    localdomain localhost log logging login logo logout logs
    mail mailbox mailer mailerdaemon mailing mailman manage management manager map maps
    marketing master me media member members membership memberships message messages metrics mfa
    mobile moderator monitor monitoring mta mx my
    name network new news newsletter newsletters no nobody noc node none noreply notification
    notifications ns ns0 ns1 ns2 ns3 ns4 null
    oauth office official ok old online openid operator order orders origin outbox owner
    page pages panel partner partners passkey passkeys password passwords path pay payment
    payments phishing photo photos ping platform plugin plugins policies policy pop pop3 popular
    portal post postgres postmaster posts preferences premium press preview pricing print
    privacy private pro prod production profile profiles project projects prometheus proxy
    public publish
    queue quota
    raw read reader readers recover recovery redirect redis refund register registration relay
    release releases remove report reports request research reset restore role root router rss
    rule rules
    safe safety sale sales sample sandbox save schema script scripts search secret secure
    security sentry server service services session sessions setting settings setup sftp share
    shop sign signin signout signup site sitemap sitemaps sites smtp snapshot social source spam
    spare spf spring sql ssh ssl sso staff stage staging stat static statistics stats status
    store studio style styles stylesheet submit subscribe subscriber subscribers subscription
    subscriptions sudo suggest superuser support suspended svn sync sys sysadmin system systems
    tag tags task tasks team teams tech telnet template templates tenant tenants term terms test
    testing tests theme themes tls token tokens tool tools tos trace traffic translate
    translations trash trending trust
    undefined unsubscribe update updates upgrade upload uploads uptime url usage usenet user
    username users uucp
    verify version video videos vpn
    wap web webhook webhooks weblog webmail webmaster website websites welcome whois widget
    widgets wiki work worker workers wpad write writer writers ww www www1 www2 www3 wwww
    xml xmpp
    you your yourname
"""

# The platform itself: in no label, whatever stands around it.
PLATFORM = ("inkstead",)

RESERVED = frozenset(_WORDS.split())
