# bin/setenv.sh. Settings of Oneport, without opening the WAR: as here, or in the environment (../oneport.env). Each is documented
# in its WEB-INF/web.xml. Only the hash of a key is kept: java -jar oneport.war --new-key prints both.
# Tomcat logs its command line: what is secret (oneport.auth.jwt.keys with HS256, oneport.page.key) belongs into the environment.
#CATALINA_OPTS="$CATALINA_OPTS -Doneport.api.keys=backend=sha256:HASH"
#CATALINA_OPTS="$CATALINA_OPTS -Doneport.allowedOrigins=https://app.example.org"
#CATALINA_OPTS="$CATALINA_OPTS -Doneport.rooms.public=news"
# 10,000 idle WebSockets take some 350 MB; what is sent to them comes on top.
CATALINA_OPTS="$CATALINA_OPTS -Xmx2g"
# What Tomcat keeps six times for each WebSocket that it reads or writes itself: with encryption in Tomcat, with HTTP/2, and with
# oneport.direct=false. (It is 8192, if not said.) Longer messages leave in pieces of this size. A @ServerEndpoint of another
# application that takes whole messages takes none that is longer, unless it says so (org.apache.tomcat.websocket.textBufferSize).
CATALINA_OPTS="$CATALINA_OPTS -Dorg.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE=4096"
