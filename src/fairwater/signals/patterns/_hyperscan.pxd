"""Hyperscan's functions for other compiled modules: see `_hyperscan.pyx`. NULL until `load_engine` has said True."""

cdef struct CompileError:
    char* message
    int expression

cdef struct Platform:
    unsigned int tune
    unsigned long long cpu_features
    unsigned long long reserved1
    unsigned long long reserved2

ctypedef int (*OnMatch)(unsigned int id, unsigned long long start, unsigned long long end, unsigned int flags, void* context) noexcept nogil
ctypedef int (*CompileMulti)(const char* const* expressions, const unsigned int* flags, const unsigned int* ids, unsigned int count, unsigned int mode, const void* platform, void** database, CompileError** error) noexcept nogil
ctypedef int (*FreeError)(CompileError* error) noexcept nogil
ctypedef int (*FreeAny)(void* item) noexcept nogil
ctypedef int (*AllocScratch)(const void* database, void** scratch) noexcept nogil
ctypedef int (*CloneScratch)(const void* source, void** scratch) noexcept nogil
ctypedef int (*Scan)(const void* database, const char* data, unsigned int length, unsigned int flags, void* scratch, OnMatch on_match, void* context) noexcept nogil
ctypedef int (*Serialize)(const void* database, char** data, size_t* length) noexcept nogil
ctypedef int (*Deserialize)(const char* data, size_t length, void** database) noexcept nogil
ctypedef int (*PopulatePlatform)(Platform* platform) noexcept nogil
ctypedef int (*ValidPlatform)() noexcept nogil
ctypedef const char* (*Version)() noexcept nogil

cdef Scan hs_scan
cdef AllocScratch hs_alloc_scratch
cdef CloneScratch hs_clone_scratch
cdef FreeAny hs_free_scratch
cdef FreeAny hs_free_database
cdef Deserialize hs_deserialize_database

cdef int check(int code, str doing) except -1
