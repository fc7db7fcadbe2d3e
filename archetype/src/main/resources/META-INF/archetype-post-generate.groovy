// Maven ignores validationRegex in batch mode.
def check = { String property, String value, String pattern, String expected ->
    if (!(value ==~ pattern)) {
        new File(request.outputDirectory, request.artifactId).deleteDir()
        throw new IllegalArgumentException("-D$property is '$value', expected $expected")
    }
}
['activationId', 'layerId'].each {
    check(it, request.properties[it], /[a-z][a-z0-9_]*/, 'lower-case letters, digits and underscores')
}
check('package', request.package, /[a-z_]\w*(\.[a-z_]\w*)*/, 'the name of a Java package')
