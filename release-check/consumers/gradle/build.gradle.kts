// Not tried: no Gradle was at hand where this was written. Put README's program into
// src/main/java/QuickStart.java and run: gradle run -Pstaged=FOLDER
plugins {
    application
}

repositories {
    val staged = findProperty("staged")
    if (staged != null) {
        maven { url = file(staged).toURI() }
    }
    mavenCentral()
}

dependencies {
    implementation(platform("dev.cotangent:cotangent-bom:0.1.0-SNAPSHOT"))
    implementation("dev.cotangent:cotangent")
}

java {
    sourceCompatibility = JavaVersion.VERSION_17
}

application {
    mainClass = "QuickStart"
    applicationDefaultJvmArgs = listOf("--add-modules", "jdk.incubator.vector")
}
