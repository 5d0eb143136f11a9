"""An SMTP server of aiosmtpd on loopback. Prints its port, then every mail as one line of JSON.

Arguments: plain, starttls or tls; then certificate and key for TLS. It asks for user "me", password "secret",
behind STARTTLS; the plain one takes mail from everybody, and refuses the recipient nobody@example.org.
"""
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

mode, *files = sys.argv[1:]


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = {
            "helo": session.host_name,
            "user": session.auth_data,
            "tls": bool(session.ssl) or mode == "tls",
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "lines": envelope.content.decode("latin-1").split("\r\n"),
        }
        print("mail " + json.dumps(mail), flush=True)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"me", b"secret")
    return AuthResult(success=right, handled=False, auth_data=mechanism if right else None)


def context():
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(*files)
    return made


def session():
    secure = mode == "starttls"
    return SMTP(
        Handler(),
        hostname="peer",
        tls_context=context() if secure else None,
        require_starttls=secure,
        authenticator=authenticate,
        auth_required=mode != "plain",
        auth_require_tls=secure,
    )


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        session, "127.0.0.1", 0, ssl=context() if mode == "tls" else None
    )
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
