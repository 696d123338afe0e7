using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connectors.Records.Tests;

/// <summary>Memory that ends where nothing may be read: one byte too many ends the process. For Linux.</summary>
internal sealed class GuardedMemory : IDisposable
{
    private const int None = 0; // PROT_NONE
    private const int ReadAndWrite = 1 | 2; // PROT_READ, PROT_WRITE

    private static readonly int Page = Environment.SystemPageSize;

    private readonly nint allocated;
    private readonly nint end; // of what may be read, where a page begins that may not

    internal GuardedMemory(int bytes)
    {
        allocated = Marshal.AllocHGlobal(bytes + (2 * Page));
        end = (allocated + bytes + Page - 1) / Page * Page;
        ProtectGuard(None);
    }

    public void Dispose()
    {
        ProtectGuard(ReadAndWrite);
        Marshal.FreeHGlobal(allocated);
    }

    /// <summary>The same bytes, the last of them the last that may be read.</summary>
    internal ReadOnlySpan<byte> AtTheEnd(ReadOnlySpan<byte> bytes)
    {
        ref byte first = ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), end - bytes.Length);
        Span<byte> place = MemoryMarshal.CreateSpan(ref first, bytes.Length);
        bytes.CopyTo(place);
        return place;
    }

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static extern int Protect(nint address, nint length, int protection);

    private void ProtectGuard(int protection)
    {
        if (Protect(end, Page, protection) != 0)
        {
            throw new InvalidOperationException($"Memory is not protected: error {Marshal.GetLastPInvokeError()}.");
        }
    }
}
