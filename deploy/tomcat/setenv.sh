# Settings of Oneport, without opening the WAR. Each is documented in its WEB-INF/web.xml.
# Only the hash of a key is kept:  printf %s "$KEY" | sha256sum
#CATALINA_OPTS="$CATALINA_OPTS -Doneport.api.keys=backend=sha256:HASH"
#CATALINA_OPTS="$CATALINA_OPTS -Doneport.allowedOrigins=https://app.example.org"
#CATALINA_OPTS="$CATALINA_OPTS -Doneport.rooms.public=news"
CATALINA_OPTS="$CATALINA_OPTS -Xms512m -Xmx512m"
