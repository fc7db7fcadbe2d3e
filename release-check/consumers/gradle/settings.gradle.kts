rootProject.name = "quickstart-gradle"
