// Packs a folder as a zip file. The same files give the same bytes: sorted names, one time for all.
//   dotnet run infra/zip.cs -- <folder> <file.zip> <seconds since 1970>
// Not the command `zip`: a machine with only the SDK lacks it.
#pragma warning disable CA1416 // infra/pack runs where there are modes of files
using System.Globalization;
using System.IO.Compression;

const int RegularFile = 0x8000; // S_IFREG: modes are the upper half of the attributes

string folder = args[0], file = args[1];
DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(args[2], CultureInfo.InvariantCulture));

using FileStream output = File.Create(file);
using var zip = new ZipArchive(output, ZipArchiveMode.Create);
foreach (string path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    ZipArchiveEntry entry = zip.CreateEntry(Path.GetRelativePath(folder, path), CompressionLevel.SmallestSize);
    entry.LastWriteTime = time;
    entry.ExternalAttributes = (RegularFile | (int)File.GetUnixFileMode(path)) << 16;
    using Stream content = entry.Open();
    using FileStream source = File.OpenRead(path);
    source.CopyTo(content);
}
