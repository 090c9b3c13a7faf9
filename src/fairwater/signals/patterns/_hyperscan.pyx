# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The path of Hyperscan's shared library goes in; its functions come out, and databases compiled from byte expressions.

The prototypes are those of <hs/hs.h> of Hyperscan 5.4 (its developer reference, "API Reference").
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdlib cimport free, malloc
from posix.dlfcn cimport RTLD_LOCAL, RTLD_NOW, dlopen, dlsym

cdef enum:
    HS_MODE_BLOCK = 1

cdef CompileMulti hs_compile_multi = NULL
cdef FreeError hs_free_compile_error
cdef Serialize hs_serialize_database
cdef PopulatePlatform hs_populate_platform
cdef ValidPlatform hs_valid_platform
cdef Version hs_version


class CompileFailedError(ValueError):
    """Hyperscan does not take an expression. `index`: which one, or -1 if it does not say."""

    def __init__(self, message, index):
        super().__init__(message)
        self.index = index


def load_engine(path):
    """Take Hyperscan's functions from a shared library; says whether it can be used on this machine."""
    global hs_compile_multi, hs_free_compile_error, hs_free_database, hs_free_scratch, hs_alloc_scratch, hs_clone_scratch
    global hs_scan, hs_serialize_database, hs_deserialize_database, hs_populate_platform, hs_valid_platform, hs_version
    if hs_compile_multi != NULL:
        return True
    cdef bytes encoded = path.encode("utf-8", "surrogateescape")
    cdef void* library = dlopen(encoded, RTLD_NOW | RTLD_LOCAL)
    if library == NULL:
        return False
    names = (
        b"hs_free_compile_error", b"hs_free_database", b"hs_free_scratch", b"hs_alloc_scratch", b"hs_clone_scratch", b"hs_scan",
        b"hs_serialize_database", b"hs_deserialize_database", b"hs_populate_platform", b"hs_valid_platform", b"hs_version",
        b"hs_compile_multi", b"free",
    )
    for name in names:
        if dlsym(library, name) == NULL:
            return False
    hs_free_compile_error = <FreeError>dlsym(library, b"hs_free_compile_error")
    hs_free_database = <FreeAny>dlsym(library, b"hs_free_database")
    hs_free_scratch = <FreeAny>dlsym(library, b"hs_free_scratch")
    hs_alloc_scratch = <AllocScratch>dlsym(library, b"hs_alloc_scratch")
    hs_clone_scratch = <CloneScratch>dlsym(library, b"hs_clone_scratch")
    hs_scan = <Scan>dlsym(library, b"hs_scan")
    hs_serialize_database = <Serialize>dlsym(library, b"hs_serialize_database")
    hs_deserialize_database = <Deserialize>dlsym(library, b"hs_deserialize_database")
    hs_populate_platform = <PopulatePlatform>dlsym(library, b"hs_populate_platform")
    hs_valid_platform = <ValidPlatform>dlsym(library, b"hs_valid_platform")
    hs_version = <Version>dlsym(library, b"hs_version")
    if hs_valid_platform() != 0:
        return False
    hs_compile_multi = <CompileMulti>dlsym(library, b"hs_compile_multi")
    return True


def engine_key():
    """What a compiled database depends on besides its expressions: engine version and processor."""
    cdef Platform platform
    if hs_compile_multi == NULL:
        raise RuntimeError("load_engine must come first")
    check(hs_populate_platform(&platform), "asking for the processor")
    return f"{(<bytes>hs_version()).decode('ascii')} {platform.tune} {platform.cpu_features}"


def compile_database(list expressions, list ids):
    """The serialised database of these byte expressions (bytes), reported by these ids. Raises CompileFailedError."""
    cdef unsigned int count = len(expressions)
    cdef const char** sources = <const char**>malloc(count * sizeof(char*))
    cdef unsigned int* flags = <unsigned int*>malloc(count * sizeof(int))
    cdef unsigned int* numbers = <unsigned int*>malloc(count * sizeof(int))
    cdef void* database = NULL
    cdef CompileError* error = NULL
    cdef char* data = NULL
    cdef size_t length = 0
    cdef unsigned int at
    if hs_compile_multi == NULL:
        raise RuntimeError("load_engine must come first")
    try:
        if sources == NULL or flags == NULL or numbers == NULL:
            raise MemoryError
        for at in range(count):
            sources[at] = PyBytes_AS_STRING(expressions[at])
            flags[at] = 0  # reporting each id once a scan (SINGLEMATCH) was measured to be slower
            numbers[at] = ids[at]
        with nogil:
            hs_compile_multi(sources, flags, numbers, count, HS_MODE_BLOCK, NULL, &database, &error)
        if database == NULL:
            message, index = "no reason given", -1
            if error != NULL:
                message, index = (<bytes>error.message).decode("utf-8", "replace"), error.expression
                hs_free_compile_error(error)
            raise CompileFailedError(message, index)
        check(hs_serialize_database(database, &data, &length), "serialising a database")
        return PyBytes_FromStringAndSize(data, length)
    finally:
        if data != NULL:
            free(data)
        if database != NULL:
            hs_free_database(database)
        free(sources)
        free(flags)
        free(numbers)


cdef int check(int code, str doing) except -1:
    if code != 0:
        raise RuntimeError(f"Hyperscan failed while {doing} (error {code})")
    return 0
