// The njs side of scripted.conf.
import fs from 'fs';

function tenant(r) {
    return 'tenant-' + (r.headersIn['User-Agent'] || 'none').toLowerCase();
}

function part(r, index) {
    const token = (r.headersIn.Authorization || '').slice('Bearer '.length);
    return JSON.parse(Buffer.from(token.split('.')[index], 'base64url').toString());
}

function subject(r) {
    return part(r, 1).sub;
}

async function verify(r) {
    try {
        const token = (r.headersIn.Authorization || '').slice('Bearer '.length);
        const dot = token.lastIndexOf('.');
        const key = await crypto.subtle.importKey(
            'spki', Buffer.from(fs.readFileSync(r.variables.bench_key, 'utf8'), 'base64'),
            {name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256'}, false, ['verify']);
        const good = await crypto.subtle.verify(
            {name: 'RSASSA-PKCS1-v1_5'}, key,
            Buffer.from(token.slice(dot + 1), 'base64url'), Buffer.from(token.slice(0, dot)));
        const claims = part(r, 1);
        r.return(good && claims.exp > Date.now() / 1000 && claims.aud === 'bench' ? 204 : 401);
    } catch (e) {
        r.return(401);
    }
}

function withoutLength(r) {
    delete r.headersOut['Content-Length'];
}

let page = '';
function mapItems(r, data, flags) {
    page += data;
    if (flags.last) {
        const items = JSON.parse(page).items.map((item) => ({
            id: item.id, name: item.title, price: item.price, available: item.stock > 0,
        }));
        r.sendBuffer(JSON.stringify({count: items.length, items: items}), flags);
    }
}

async function join(r) {
    const replies = await Promise.all([r.subrequest('/product'), r.subrequest('/stock'), r.subrequest('/reviews')]);
    const parts = replies.map((reply) => JSON.parse(reply.responseText));
    r.headersOut['Content-Type'] = 'application/json';
    r.return(200, JSON.stringify({
        id: parts[0].id, title: parts[0].title, available: parts[1].available, reviews: parts[2].items,
    }));
}

export default {tenant, subject, verify, withoutLength, mapItems, join};
