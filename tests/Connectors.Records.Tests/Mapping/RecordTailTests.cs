using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Connectors.Records.Tests;

/// <summary>More of a value may be read than is meant, but never behind the record's own memory.</summary>
public sealed class RecordTailTests
{
    [Fact]
    public void Every_value_has_room_behind_it_in_the_record_or_in_its_tail()
    {
        var scanner = new RecordScanner(new FieldNames(wantsAll: true));
        var fields = new RecordFields();
        var tail = new RecordTail();
        int inTail = 0;
        for (int length = 0; length < 600; length++)
        {
            byte[] record = Encoding.ASCII.GetBytes($$"""{"a":1,"b":"{{new string('x', length)}}","c":"last"}""");
            Assert.True(scanner.Scan(record, fields).IsWhole);
            tail.Take(record);
            foreach (FieldSlice field in fields.All)
            {
                bool hasRoom = field.ValueStart + 64 <= record.Length && field.ValueEnd + 64 <= record.Length;
                if (field.ValueEnd <= tail.LastFullEnd)
                {
                    Assert.True(hasRoom);
                    continue;
                }

                ref byte found = ref tail.Find(field);
                if (Unsafe.IsNullRef(ref found))
                {
                    Assert.True(field.ValueStart < record.Length - 256);
                    continue;
                }

                ReadOnlySpan<byte> value = field.Value(record);
                Assert.Equal(value, MemoryMarshal.CreateReadOnlySpan(ref found, value.Length));
                inTail++;
            }
        }

        Assert.InRange(inTail, 600, 1800);
    }
}
